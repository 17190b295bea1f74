import type { CloudChoice, LogLevel } from './env';
import type { EnvReader } from './env-reader';
import { isLoopback } from './env-shapes';

interface Places {
  readonly production: boolean;
  readonly cloudId: CloudChoice | undefined;
  readonly appBaseUrl: URL | undefined;
  readonly practiceCloudUrl: URL | null | undefined;
  readonly logLevel: LogLevel | undefined;
}

/** Rules that hold between variables: the practice cloud never meets a public address, and plain http never leaves this machine. */
export function checkPlaces(reader: EnvReader, places: Places): void {
  checkPractice(reader, places);
  if (places.appBaseUrl) checkOrigin(reader, places.appBaseUrl, places);
  if (places.production && (places.logLevel === 'debug' || places.logLevel === 'trace')) {
    reader.fault('LOG_LEVEL', `${places.logLevel} is refused in production`);
  }
  if (reader.text('NODE_TLS_REJECT_UNAUTHORIZED') === '0') {
    reader.fault('NODE_TLS_REJECT_UNAUTHORIZED', 'switches certificate checks off; use NODE_EXTRA_CA_CERTS for a private authority');
  }
}

function checkPractice(reader: EnvReader, { production, cloudId, practiceCloudUrl }: Places): void {
  const allowed = reader.text('ALLOW_PRACTICE') ?? 'false';
  if (allowed !== 'true' && allowed !== 'false') reader.fault('ALLOW_PRACTICE', 'must be true or false');
  if (cloudId === 'practice') {
    if (production && allowed === 'false') {
      reader.fault('MICROSOFT_CLOUD', 'practice is refused in production (ALLOW_PRACTICE=true allows it for a demo on this machine)');
    }
    if (practiceCloudUrl && !isLoopback(practiceCloudUrl))
      reader.fault('PRACTICE_CLOUD_URL', 'must be an address of this machine (localhost)');
    return;
  }
  for (const name of ['PRACTICE_CLOUD_URL', 'ALLOW_PRACTICE']) {
    const leftOver = reader.text(name) !== undefined && reader.text(name) !== 'false';
    if (leftOver) reader.fault(name, 'is set, but MICROSOFT_CLOUD is not practice');
  }
}

function checkOrigin(reader: EnvReader, address: URL, { production, cloudId }: Places): void {
  const local = isLoopback(address);
  const plainAllowed = local && (cloudId === 'practice' || !production);
  if (cloudId === 'practice' && !local) reader.fault('APP_BASE_URL', 'must be an address of this machine (localhost) in practice mode');
  else if (address.protocol !== 'https:' && !(address.protocol === 'http:' && plainAllowed))
    reader.fault('APP_BASE_URL', 'must begin with https://');
  else if (`${address.origin}/` !== address.href)
    reader.fault('APP_BASE_URL', 'must be an origin alone, such as https://connect.example.com');
}
