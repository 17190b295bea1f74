import { newToken } from '../ids';
import type { AskedClaims } from './asked-claims';

/** What a person decided on a page, carried over one redirect and usable once. */
export interface Ticket {
  readonly userId: string | null;
  readonly decision: 'signed-in' | 'accept' | 'decline' | 'cancel';
}

/** An authorization code and everything it was issued for. */
export interface CodeGrant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly authTime: number;
  readonly claims: AskedClaims | null;
  readonly expiresAt: number;
  used: boolean;
}

/** A refresh token's content. */
export interface RefreshGrant {
  readonly clientId: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly authTime: number;
  /** Refresh tokens of a single-page app must come back from a browser. */
  readonly browserOnly: boolean;
}

/** A browser's sign-in session. */
export interface Session {
  readonly userId: string;
  readonly authTime: number;
}

/** Short-lived records of signing in: sessions, tickets, codes, refresh tokens. */
export class SignIns {
  readonly sessions = new Map<string, Session>();
  readonly codes = new Map<string, CodeGrant>();
  readonly refreshTokens = new Map<string, RefreshGrant>();
  readonly #tickets = new Map<string, Ticket>();

  newTicket(ticket: Ticket): string {
    const id = newToken(18);
    this.#tickets.set(id, ticket);
    return id;
  }

  /** The ticket's content, the first time it is shown; null afterwards. */
  takeTicket(id: string | null): Ticket | null {
    const ticket = id === null ? null : (this.#tickets.get(id) ?? null);
    if (id !== null) this.#tickets.delete(id);
    return ticket;
  }

  clear(): void {
    this.sessions.clear();
    this.codes.clear();
    this.refreshTokens.clear();
    this.#tickets.clear();
  }
}
