-- Whose departure it is where a browser may be signed in to by one colleague after another. Null for an admin: a session is one person's.
ALTER TABLE "consent_requests" ADD COLUMN "left_by" UUID;
