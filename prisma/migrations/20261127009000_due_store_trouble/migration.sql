-- Sealed keys that the store had refused before there was a worker: it tries them again, and looks no more where there is nothing to do.
ALTER TABLE "connections" NO FORCE ROW LEVEL SECURITY;
UPDATE "connections" SET "due_at" = now() WHERE "state" = 'attention' AND "problem"->>'code' = 'delivery-delayed' AND "due_at" IS NULL;
ALTER TABLE "connections" FORCE ROW LEVEL SECURITY;
