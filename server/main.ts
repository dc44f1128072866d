/** `npm start` */
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";

// Before anything of ours is loaded: what the last start has compiled is a third of the time of this one.
enableCompileCache(join(import.meta.dirname, "../node_modules/.cache/node"));
const [{ openApp }, { serve }, { ensureClient }] = await Promise.all([
  import("./app.ts"),
  import("./command.ts"),
  import("./platform/client-build.ts"),
]);

const app = await serve(async (config) => {
  if (await ensureClient()) console.log("Built the interface.");
  return openApp(config);
});
console.log(`Richtschnur listens on ${app.url}`);
const link = await app.identity.setupLink();
if (link !== null) console.log(`Set up your organisation with this link, which works once:\n${link}`);
// Also for a next start after one that was killed.
flushCompileCache();
