// Asking again for what did not come, as while the server starts again.

/** How long to wait before each new try, in milliseconds: a start of the server takes less. */
const PAUSES_MS = [250, 500, 1000, 2000, 4000, 8000, 8000, 8000, 8000];

/**
 * Ask until it comes; with the last try it fails as that does.
 * @template T
 * @param {() => Promise<T>} ask
 * @returns {Promise<T>}
 */
export async function untilItComes(ask) {
  for (const pause of PAUSES_MS) {
    try {
      return await ask();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return ask();
}
