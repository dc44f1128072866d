/** `npm start` */
import { openApp } from "./app.ts";
import { serve } from "./command.ts";
import { ensureClient } from "./platform/client-build.ts";

const app = await serve(async (config) => {
  if (await ensureClient()) console.log("Built the interface.");
  return openApp(config);
});
console.log(`Richtschnur listens on ${app.url}`);
const link = await app.identity.setupLink();
if (link !== null) console.log(`Set up your organisation with this link, which works once:\n${link}`);
