import { endpointAppId, graphAppId, threatProtectionAppId } from './directory/first-party';
import type { TenantSettings } from './directory/tenant';
import type { HandMade } from './hand-made';
import type { Person } from './people';

/** One seeded organization. */
export interface Scenario {
  readonly domain: string;
  readonly name: string;
  /** What a demo shows with it. */
  readonly shows: string;
  readonly people: readonly Person[];
  readonly settings?: Partial<TenantSettings>;
  /** Registrations of the integration that a person made by hand, and how each differs from the guide. */
  readonly handMade?: readonly HandMade[];
  readonly staff?: boolean;
}

const admin = (domain: string, name: string): Person => ({ account: `admin@${domain}`, name, roles: ['globalAdministrator'] });
const defenderApis = [endpointAppId, threatProtectionAppId];

/** FortifyData's own organization: home of the portal's registration and of the support staff. */
export const staffScenario: Scenario = {
  domain: 'fortifydata.example',
  name: 'FortifyData',
  shows: 'Support staff sign in here.',
  staff: true,
  people: [
    admin('fortifydata.example', 'Frank Oduya'),
    { account: 'rhea@fortifydata.example', name: 'Rhea Kapoor', shows: 'Support staff who may view connections.' },
    { account: 'manu@fortifydata.example', name: 'Manu Silva', shows: 'Support staff who may also invite, note and check.' },
    { account: 'nora@fortifydata.example', name: 'Nora Lind', shows: 'Works at FortifyData, but not in support.' },
  ],
};

const contoso: Scenario = {
  domain: 'contoso.example',
  name: 'Contoso Ltd',
  shows: 'Everything is in place: the way it should go.',
  people: [
    { account: 'adele@contoso.example', name: 'Adele Vance', roles: ['globalAdministrator'] },
    admin('contoso.example', 'Ada Ruiz'),
    {
      account: 'paul@contoso.example',
      name: 'Paul Reyes',
      roles: ['privilegedRoleAdministrator'],
      shows: 'May create the app and may approve it.',
    },
    {
      account: 'carla@contoso.example',
      name: 'Carla Stone',
      roles: ['cloudApplicationAdministrator'],
      shows: 'May create the app. A colleague must approve it.',
    },
    { account: 'mia@contoso.example', name: 'Mia Park', shows: 'Has no administrator role and is stopped at sign-in.' },
    {
      account: 'gus@partner.example',
      name: 'Gus Lang',
      roles: ['globalAdministrator'],
      shows: 'A guest from another organization.',
      guestPrincipalName: 'gus_partner.example#EXT#@contoso.example',
    },
  ],
};

/** All customer organizations. */
export const customerScenarios: readonly Scenario[] = [
  contoso,
  {
    domain: 'fabrikam.example',
    name: 'Fabrikam Inc',
    shows: 'The two Defender APIs are missing and can be added. There is no Defender plan, so they hold no data.',
    people: [admin('fabrikam.example', 'Felix Brandt')],
    settings: { missingPrincipals: defenderApis, noLicence: true },
  },
  {
    domain: 'fourthcoffee.example',
    name: 'Fourth Coffee',
    shows: 'The two Defender APIs are missing and Microsoft refuses to add them.',
    people: [admin('fourthcoffee.example', 'Fiona Costa')],
    settings: { missingPrincipals: defenderApis, principalsCreatable: false, noLicence: true },
  },
  {
    domain: 'northwind.example',
    name: 'Northwind Traders',
    shows: 'Microsoft has retired two of the wanted permissions.',
    people: [admin('northwind.example', 'Nils Winter')],
    settings: {
      retired: [
        { resourceAppId: graphAppId, type: 'Role', value: 'ThreatIndicators.Read.All', how: 'absent' },
        { resourceAppId: graphAppId, type: 'Role', value: 'NetworkAccessBranch.Read.All', how: 'disabled' },
      ],
    },
  },
  {
    domain: 'adatum.example',
    name: 'Adatum Corporation',
    shows: 'Microsoft takes about 20 seconds to spread every change.',
    people: [admin('adatum.example', 'Amara Diallo')],
    settings: { lagSeconds: 20 },
  },
  {
    domain: 'litware.example',
    name: 'Litware Inc',
    shows: 'Policy limits client secrets to 180 days.',
    people: [admin('litware.example', 'Lin Zhao')],
    settings: { secretPolicy: { maxDays: 180 } },
  },
  {
    domain: 'tailspin.example',
    name: 'Tailspin Toys',
    shows: 'Policy forbids client secrets.',
    people: [admin('tailspin.example', 'Tomas Novak')],
    settings: { secretPolicy: { banned: true } },
  },
  {
    domain: 'woodgrove.example',
    name: 'Woodgrove Bank',
    shows: 'Somebody has already registered the integration by hand.',
    people: [admin('woodgrove.example', 'Wanda Greene')],
    handMade: [{}],
  },
  {
    domain: 'proseware.example',
    name: 'Proseware Inc',
    shows: 'Microsoft Graph is busy: every third call of each kind is told to wait 2 seconds.',
    people: [admin('proseware.example', 'Priya Raman')],
    settings: { throttleEvery: 3 },
  },
];
