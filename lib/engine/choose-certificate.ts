import { certificateHelps, secretMayHelp } from '../domain/key-choices';
import { PortalError } from '../error';
import type { Command } from './commands';
import { noWait } from './patience';
import type { Ports } from './ports';

/**
 * The admin's choice between a client secret and FortifyData's certificate, where a policy has stopped one of them. A press about another
 * certificate than this deployment's, or about a problem that is gone, is `stale`.
 * @param thumbprint the certificate as it was shown; null: a client secret after all
 */
export function chooseCertificate({ certificates }: Pick<Ports, 'certificates'>, thumbprint: string | null): Command {
  return {
    action: thumbprint ? 'certificate.chosen' : 'secret.chosen',
    facts: (record) => {
      const { problem } = record;
      const chosen = record.certificate?.thumbprint ?? null;
      if (!problem && chosen === thumbprint) return null;
      const offered = certificates?.certificate ?? null;
      if (thumbprint && offered?.thumbprint !== thumbprint) throw new PortalError('stale', 'this certificate is not offered');
      const mayChoose = problem && (thumbprint ? certificateHelps(problem.code) : secretMayHelp(problem.code));
      if (!mayChoose) throw new PortalError('stale', 'there is no choice to make at this step');
      return { ...noWait, problem: null, certificate: thumbprint ? offered : null, secretLimit: null };
    },
  };
}
