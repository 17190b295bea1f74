-- A key counts as ending soon in its last 60 days, a short one in the last third of its life, and from its end on as one that has ended; see
-- lib/domain/renewal.ts. Connected cases are written seldom: what stands in their rows is brought in step here, and where it was never filled.
ALTER TABLE support_cases NO FORCE ROW LEVEL SECURITY;
ALTER TABLE connections NO FORCE ROW LEVEL SECURITY;
ALTER TABLE credentials NO FORCE ROW LEVEL SECURITY;
UPDATE support_cases c SET tab = k.tab, key_expires_at = k.expires_at,
  since = CASE WHEN c.tab = k.tab THEN c.since ELSE now() END,
  cause = CASE WHEN k.soon_from > now() THEN NULL WHEN k.expires_at > now() THEN 'key-expiring' ELSE 'key-ended' END,
  turns_at = CASE WHEN k.soon_from > now() THEN k.soon_from WHEN k.expires_at > now() THEN k.expires_at END,
  turns_to = CASE WHEN k.expires_at > now() THEN 'expiring' END
FROM (
  SELECT dated.*, CASE WHEN soon_from > now() THEN 'healthy' ELSE 'expiring' END AS tab
  FROM (
    SELECT DISTINCT ON (n.id) n.id, r.expires_at,
      r.expires_at - LEAST(60, round(extract(epoch FROM r.expires_at - r.starts_at) / 86400) / 3) * interval '24 hours' AS soon_from
    FROM connections n JOIN credentials r ON r.connection_id = n.id AND r.application_object_id = n.application_object_id
    WHERE n.state = 'connected' AND r.state = 'live' ORDER BY n.id, r.intended_at DESC
  ) AS dated
) AS k
WHERE k.id = c.connection_id AND c.tab IN ('healthy', 'expiring')
  AND (c.tab <> k.tab OR c.key_expires_at IS DISTINCT FROM k.expires_at OR c.tab = 'expiring' OR c.turns_at IS DISTINCT FROM k.soon_from);
ALTER TABLE credentials FORCE ROW LEVEL SECURITY;
ALTER TABLE connections FORCE ROW LEVEL SECURITY;

-- What time alone was to help waits no longer for ever: somebody has to come back and try again.
UPDATE support_cases SET turns_at = now() + interval '15 minutes', turns_to = 'needs-customer'
WHERE state = 'attention' AND tab = 'waiting' AND turns_at IS NULL;
ALTER TABLE support_cases FORCE ROW LEVEL SECURITY;
