-- Until when the process that tries a key out is known to be at work; it says so anew all the time. When it is killed, this runs out long
-- before the last moment in which its proof could come.
ALTER TABLE "credentials" ADD COLUMN "watched_until" TIMESTAMPTZ(3);
GRANT SELECT (watched_until) ON credentials TO portal_staff;
