import type { FromPanel } from "../protocol";

/** What VS Code hands to the code of a webview, typed by our protocol. */
export interface Host {
  post(message: FromPanel): void;
  /** What was last saved, also after the window was reloaded; undefined at first. */
  load(): unknown;
  save(state: unknown): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** To be called once: VS Code gives its interface away a single time. */
export function acquireHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    load: () => api.getState(),
    save: (state) => api.setState(state),
  };
}
