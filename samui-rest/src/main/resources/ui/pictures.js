import { connection } from './api.js';

/** For `@error` of an img: a picture that failed while the server was away is asked for again when it is back. */
export function askAgain({ target }) {
  const back = () => {
    if (connection.online) {
      connection.removeEventListener('change', back);
      if (target.isConnected) {
        target.src = target.src; // the same again is another request
      }
    }
  };
  connection.addEventListener('change', back);
}
