import { endpointAppId, graphAppId, threatProtectionAppId } from './directory/first-party';

/** Permissions of one API and one kind, by value. */
export interface WantedPermissions {
  readonly resourceAppId: string;
  readonly type: 'Role' | 'Scope';
  readonly values: readonly string[];
}

/** What FortifyData's printed guide tells a person to tick by hand: 2 + 31 + 16 application and 12 delegated permissions. */
export const guidePermissions: readonly WantedPermissions[] = [
  {
    resourceAppId: threatProtectionAppId,
    type: 'Role',
    values: ['AdvancedHunting.Read.All', 'Incident.Read.All'],
  },
  {
    resourceAppId: graphAppId,
    type: 'Role',
    values: [
      'AttackSimulation.Read.All',
      'Device.Read.All',
      'DeviceLocalCredential.Read.All',
      'DeviceManagementApps.Read.All',
      'DeviceManagementConfiguration.Read.All',
      'Domain.Read.All',
      'MultiTenantOrganization.Read.All',
      'MultiTenantOrganization.ReadBasic.All',
      'NetworkAccess.Read.All',
      'NetworkAccessBranch.Read.All',
      'NetworkAccess-Reports.Read.All',
      'Organization.Read.All',
      'OrganizationalBranding.Read.All',
      'OrgContact.Read.All',
      'OrgSettings-AppsAndServices.Read.All',
      'Policy.Read.All',
      'SecurityActions.Read.All',
      'SecurityAlert.Read.All',
      'SecurityAnalyzedMessage.Read.All',
      'SecurityEvents.Read.All',
      'SecurityIdentitiesHealth.Read.All',
      'SecurityIncident.Read.All',
      'Sites.Read.All',
      'ThreatAssessment.Read.All',
      'ThreatHunting.Read.All',
      'ThreatIndicators.Read.All',
      'ThreatIntelligence.Read.All',
      'ThreatSubmissionPolicy.ReadWrite.All',
      'ThreatSubmission.Read.All',
      'User.Read.All',
      'User.ReadBasic.All',
    ],
  },
  {
    resourceAppId: endpointAppId,
    type: 'Role',
    values: [
      'AdvancedQuery.Read.All',
      'Alert.Read.All',
      'File.Read.All',
      'Ip.Read.All',
      'Machine.CollectForensics',
      'Machine.Read.All',
      'RemediationTasks.Read.All',
      'Score.Read.All',
      'SecurityBaselinesAssessment.Read.All',
      'SecurityConfiguration.Read.All',
      'SecurityRecommendation.Read.All',
      'Software.Read.All',
      'Ti.Read.All',
      'Url.Read.All',
      'User.Read.All',
      'Vulnerability.Read.All',
    ],
  },
  {
    resourceAppId: graphAppId,
    type: 'Scope',
    values: [
      'SecurityActions.Read.All',
      'SecurityAlert.Read.All',
      'SecurityEvents.Read.All',
      'SecurityIdentitiesHealth.Read.All',
      'SecurityIncident.Read.All',
      'ThreatHunting.Read.All',
      'ThreatIndicators.Read.All',
      'ThreatIntelligence.Read.All',
      'ThreatSubmission.Read',
      'ThreatSubmission.Read.All',
      'Topic.Read.All',
      'User.Read',
    ],
  },
];
