import { Component, type ReactNode } from "react";

type Props = {
  what: string;
  children: ReactNode;
  /** For the whole page: a way out that forgets the view and keeps the plans. */
  reset?: () => void;
};
type State = { readonly error: Error | null };

/** Around every panel: one that fails says so in its own place, and the rest of the page goes on. */
export class ErrorPanel extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const report = `${this.props.what}: ${error.stack ?? error.message}\n${navigator.userAgent}`;
    return (
      <div className="error-panel" role="alert">
        <h2>{this.props.what} could not be shown</h2>
        <p>That is a mistake of ours. Your plan and your people are safe, and the rest of the page works.</p>
        <p className="actions">
          <button type="button" className="primary" onClick={() => this.setState({ error: null })}>
            Try again
          </button>
          <button type="button" onClick={() => void navigator.clipboard.writeText(report)}>
            Copy a report
          </button>
          {this.props.reset && (
            <button type="button" onClick={this.props.reset}>
              Start with a fresh view
            </button>
          )}
        </p>
        <details>
          <summary>What was seen</summary>
          <pre>{report}</pre>
        </details>
      </div>
    );
  }
}
