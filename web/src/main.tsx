import './mantine.css';
import './style.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, nonce } from './app/app';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the console');
// Whatever else writes styles into the page (dialogs, while they hold it still) looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce() });
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
