-- The app made by hand that an admin chose to repair and use, and what became of its old keys.
ALTER TABLE "connections" ADD COLUMN "adoption" JSONB;
