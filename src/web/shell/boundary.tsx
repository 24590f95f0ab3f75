import i18next from 'i18next';
import { Component, type ReactNode } from 'react';

/** A bug on one page leaves the rest of the house standing and says so. */
export class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError() {
    return { isBroken: true };
  }
  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <div className="page-note" role="alert">
        <h1>{i18next.t('failure.bug')}</h1>
        <p>{i18next.t('form.kept')}</p>
        <button type="button" className="btn" onClick={() => window.location.reload()}>
          {i18next.t('failure.reload')}
        </button>
      </div>
    );
  }
}
