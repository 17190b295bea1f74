-- Support reads which limit of keys an organization taught us, and that a certificate stands in place of a secret: what the customer sees
-- depends on it. Certificates are public.
GRANT SELECT (secret_limit, certificate) ON connections TO portal_staff;
GRANT SELECT (certificate_thumbprint) ON credentials TO portal_staff;
