'use client';
import type { MouseEvent } from 'react';
import type { ConnectionView } from '@/lib/contract/connection';
import { screens } from '../connect/connect-flow';
import { Steps } from '../connect/steps';
import { LocalTime } from '../ui/clock';
import { Mark } from './mark';
import { useFrame } from './staff-frame';

/** What the customer sees while they are signed in: the same screens from the same view, with every button off and no link that leads anywhere. */
export function CustomerView({ view, at }: { view: ConnectionView; at: string }) {
  const { around } = useFrame();
  const Screen = screens[view.screen];
  const stay = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a')) event.preventDefault();
  };
  return (
    <section className="s-card mt-4" aria-labelledby="customer-view">
      <header>
        <h2 id="customer-view" tabIndex={-1}>
          What the customer sees when signed in
        </h2>
        <p>read-only, made from the same answer their page gets</p>
        <p className="s-row s-end">
          <Mark name="eye" />
          copy of <LocalTime at={at} seconds />
        </p>
      </header>
      <div className="s-body">
        <div className="s-theirs">
          <p className="s-address">
            <Mark name="lock" />
            /connect
            <span className="s-end">
              {view.admin.name}, {view.admin.account}
            </span>
          </p>
          <div onClickCapture={stay}>
            <fieldset disabled aria-label="The customer’s page">
              <div className="wrap">{view.screen === 'connected' ? null : <Steps steps={view.steps} />}</div>
              <Screen view={view} pending={null} press={() => {}} around={around} />
            </fieldset>
          </div>
        </div>
      </div>
    </section>
  );
}
