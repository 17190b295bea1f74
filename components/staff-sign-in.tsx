'use client';
import {
  type AccountInfo,
  AuthError,
  BrowserCacheLocation,
  CacheLookupPolicy,
  EventType,
  InteractionRequiredAuthError,
  InteractionStatus,
  type IPublicClientApplication,
  PublicClientApplication,
} from '@azure/msal-browser';
import { MsalProvider, useMsal } from '@azure/msal-react';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { StaffApp } from '@/lib/contract/staff-app';
import { SignInDoor, SigningIn } from './support/door';
import { forgetDrafts } from './support/drafts';
import { type Staff, StaffContext } from './support/staff';

/**
 * Signs staff in with Microsoft (authorization code with PKCE, by redirect) and gives the pages below a way to call the portal's API.
 * Tokens live in this tab's session storage and end with it. The only user of MSAL in a browser.
 * @see https://learn.microsoft.com/entra/identity-platform/scenario-spa-overview
 */
export function StaffSignIn({ app, children }: { app: StaffApp; children: ReactNode }) {
  const [instance, setInstance] = useState<IPublicClientApplication | null>(null);
  useEffect(() => setInstance(newClient(app)), [app]);
  if (!instance) return <SigningIn />;
  return (
    <MsalProvider instance={instance}>
      <Gate app={app}>{children}</Gate>
    </MsalProvider>
  );
}

function newClient(app: StaffApp): PublicClientApplication {
  return new PublicClientApplication({
    auth: {
      clientId: app.clientId,
      authority: app.authority,
      knownAuthorities: [app.authorityHost],
      authorityMetadata: app.authorityMetadata,
      redirectUri: app.redirectUri,
      postLogoutRedirectUri: app.redirectUri,
    },
    cache: { cacheLocation: BrowserCacheLocation.SessionStorage },
    // its texts may quote answers; what matters is shown to the person
    system: { loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false } },
  });
}

/**
 * Nobody signed in: the door. Somebody signed in: the pages, but not before a return from Microsoft was read: until then this tab may hold
 * tokens that are no longer good, and the pages would take them for the sign-in.
 */
function Gate({ app, children }: { app: StaffApp; children: ReactNode }) {
  const { instance, accounts, inProgress } = useMsal();
  const failure = useFailure(instance);
  const account = accounts[0];
  const signIn = useCallback(() => {
    // rejects when a sign-in is under way already, which then shows itself
    instance.loginRedirect({ scopes: [app.scope], redirectStartPage: window.location.href }).catch(() => {});
  }, [instance, app]);
  const staff = useMemo(() => (account ? staffOf({ instance, app, account, signIn }) : null), [instance, app, account, signIn]);
  if (inProgress === InteractionStatus.Startup || inProgress === InteractionStatus.HandleRedirect) return <SigningIn />;
  if (staff && inProgress !== InteractionStatus.Logout) return <StaffContext value={staff}>{children}</StaffContext>;
  if (inProgress !== InteractionStatus.None) return <SigningIn />;
  return <SignInDoor failure={failure} signIn={signIn} />;
}

/** The code of the last sign-in that Microsoft refused, for the person to quote. */
function useFailure(instance: IPublicClientApplication): string | null {
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const id = instance.addEventCallback(({ error }) => setFailure(codeOf(error)), [EventType.ACQUIRE_TOKEN_FAILURE]);
    return () => {
      if (id) instance.removeEventCallback(id);
    };
  }, [instance]);
  return failure;
}

function codeOf(error: unknown): string {
  if (!(error instanceof AuthError)) return 'unknown';
  return /AADSTS\d+/.exec(error.errorMessage)?.[0] ?? error.errorCode;
}

function staffOf(from: { instance: IPublicClientApplication; app: StaffApp; account: AccountInfo; signIn: () => void }): Staff {
  const { instance, app, account, signIn } = from;
  return {
    account: account.username,
    name: account.name ?? account.username,
    oid: account.localAccountId,
    signIn,
    signOut: () => {
      // the next person at this tab must not read them
      forgetDrafts(sessionStorage, account.localAccountId);
      void instance.logoutRedirect({ account, postLogoutRedirectUri: app.redirectUri });
    },
    token: async (renew) => {
      try {
        const answer = await instance.acquireTokenSilent({
          scopes: [app.scope],
          account,
          forceRefresh: renew,
          // never by a hidden frame: the pages frame nothing, and Microsoft's cookies do not reach a frame any more
          cacheLookupPolicy: renew ? CacheLookupPolicy.RefreshToken : CacheLookupPolicy.AccessTokenAndRefreshToken,
        });
        return { kind: 'ok', token: answer.accessToken };
      } catch (error) {
        return error instanceof InteractionRequiredAuthError || isRefused(error) ? { kind: 'ended' } : { kind: 'unreachable' };
      }
    },
  };
}

/** Microsoft gave an answer and it was no; everything else is a network that may come back. */
const isRefused = (error: unknown): boolean =>
  error instanceof AuthError && !['network_error', 'no_network_connectivity', 'post_request_failed'].includes(error.errorCode);
