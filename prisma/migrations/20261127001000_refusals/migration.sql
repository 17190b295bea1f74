-- A sign-in that answered a demand of Microsoft for more proof, so that the same demand made again is told apart.
ALTER TABLE "connections" ADD COLUMN "challenge_answered_at" TIMESTAMPTZ(3);
-- What an organization calls the app, where its policy wants a service reference on each new app.
ALTER TABLE "connections" ADD COLUMN "service_reference" TEXT;
