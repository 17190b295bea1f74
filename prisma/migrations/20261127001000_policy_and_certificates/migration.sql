-- What a tenant's policy on keys has taught, and the certificate that an admin chose instead of a client secret.
ALTER TABLE "connections" ADD COLUMN "secret_limit" JSONB, ADD COLUMN "certificate" JSONB;

ALTER TABLE "credentials" ADD COLUMN "certificate_thumbprint" TEXT;

-- A certificate's record holds nothing sealed: it names the certificate whose private key FortifyData keeps.
ALTER TABLE "stored_credentials" ADD COLUMN "certificate_thumbprint" TEXT;
ALTER TABLE "stored_credentials" ALTER COLUMN "jwe" DROP NOT NULL, ALTER COLUMN "seal_thumbprint" DROP NOT NULL;
ALTER TABLE "stored_credentials" ADD CONSTRAINT "stored_credentials_one_kind" CHECK (
  ("certificate_thumbprint" IS NULL AND "jwe" IS NOT NULL AND "seal_thumbprint" IS NOT NULL)
  OR ("certificate_thumbprint" IS NOT NULL AND "jwe" IS NULL AND "seal_thumbprint" IS NULL)
);

GRANT SELECT (certificate_thumbprint) ON stored_credentials TO portal_store_writer;
