/**
 * Made-up customers in SQL, so that the database makes a million of them itself: everything follows from the number `i`, only the times
 * from the day of the run.
 */

/** An id of version 4 by its form, the same for the same text. */
const uuid = (text: string) => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;

/** An id of the i-th customer. */
export const id = (kind: string) => uuid(`'${kind}' || i`);

/** One of the words, by a number. */
export const pick = (words: readonly string[], by: string) => `(ARRAY['${words.join("','")}'])[1 + ((${by}) % ${words.length})::int]`;

/** How they are spread over the tabs, in hundredths: eight of ten are healthy, as one hopes. */
const tab = `CASE WHEN i % 100 < 80 THEN 'healthy' WHEN i % 100 < 87 THEN 'expiring' WHEN i % 100 < 90 THEN 'drifted' WHEN i % 100 < 92 THEN 'ended'
  WHEN i % 100 < 98 THEN 'needs-customer' WHEN i % 100 < 99 THEN 'needs-us' ELSE 'waiting' END`;

const leads = ['Northwind', 'Contoso', 'Fabrikam', 'Adatum', 'Tailspin', 'Wingtip', 'Litware', 'Proseware', 'Alpine', 'Lucerne'];
const trades = ['Health', 'Bank', 'Energy', 'Foods', 'Traders', 'Systems', 'Logistics', 'Media'];
/** Every second name ends in Ltd: the word that a search must not read to its end. */
const forms = ['Ltd', 'Inc', 'Ltd', 'GmbH', 'Ltd', 'Group', 'Ltd', 'AG', 'Ltd', 'LLC'];
const given = ['Ingrid', 'Adele', 'Tomas', 'Mei', 'Femi', 'Lena', 'Omar', 'Priya'];
const family = ['Larsen', 'Vance', 'Novak', 'Chen', 'Okafor', 'Weber', 'Haddad', 'Nair', 'Silva', 'Kowalski', 'Dubois'];
const syllables = 'ba ke lo mi ru ta ne vo si du pa je go fi nu la re ho zi mu'.split(' ');

/** A name of five syllables that only one customer has: the factor shares no divisor with 20 to the power of 5. */
const own = (number: string) =>
  [1, 20, 400, 8000, 160_000].map((place) => pick(syllables, `${number}::bigint * 7368787 % 3200000 / ${place}`)).join(' || ');

const organization = `CASE WHEN i % 10 < 7 THEN ${pick(leads, 'i / 3')} || ' ' ELSE '' END || initcap(${own('i')}) || ' ' || ${pick(trades, 'i / 10')} || ' ' || ${pick(forms, 'i / 7')}`;
/** What the invitation calls every third, in other words than the tenant does. */
const customer = `CASE WHEN i % 3 = 0 THEN initcap(own) || ' ' || ${pick(trades, 'i / 10')} ELSE organization END`;
const admin = `${pick(given, 'i / 3')} || ' ' || ${pick(family, 'i / 5')}`;
const created = `now() - make_interval(secs => (i::bigint * 7919 % 63072000)::int)`;

const causes = [
  'consent-role-missing',
  'consent-declined',
  'grants-incomplete',
  'secret-policy-banned',
  'resource-missing',
  'guest-account',
];
/** What stops or delays them. */
const cause = `CASE tab WHEN 'needs-customer' THEN ${pick(causes, 'i / 100')} WHEN 'needs-us' THEN 'delivery-delayed'
  WHEN 'expiring' THEN 'key-expiring' WHEN 'drifted' THEN 'drift' END`;

/** One in so many has everything that a real one has: the tenant as it was read, the proof, a journal of 120 operations. */
export const wholeEvery = 101;

/** Makes so many customers, for the session that runs it. */
export const makeCustomers = (count: number) => `CREATE TEMPORARY TABLE customers AS
  SELECT *, ${id('connection')} AS id, ${id('tenant')} AS tenant, ${id('person')} AS person, ${id('app')} AS app, i % 100 < 92 AS is_connected,
    i % ${wholeEvery} = 1 AS is_whole, ${cause} AS cause, own || '.example' AS domain,
    own || '.onmicrosoft.example' AS first_domain, ${customer} AS customer, lower(replace(admin, ' ', '.')) || '@' || own || '.example' AS account
  FROM (SELECT i, ${tab} AS tab, ${organization} AS organization, ${own('i')} AS own, ${admin} AS admin, ${created} AS created
    FROM generate_series(1, ${count}) AS i) AS made`;
