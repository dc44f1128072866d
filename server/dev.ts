/** `npm run dev`: Vite with hot reload in front of the server, which restarts by hand. */
import { join } from "node:path";
import { createServer } from "vite";
import { openApp } from "./app.ts";
import { serve } from "./command.ts";
import { REALTIME_PATH } from "./platform/realtime.ts";

const app = await serve(async (config) => {
  // People talk to Vite on the usual port; it hands over what is not the interface.
  const port = config.port + 1;
  const started = await openApp({ ...config, port });
  const target = `http://localhost:${port}`;
  const vite = await createServer({
    configFile: join(import.meta.dirname, "../vite.config.ts"),
    server: {
      port: config.port,
      strictPort: true,
      proxy: Object.fromEntries(
        ["/api", "/collab", REALTIME_PATH].map((path) => [path, { target, ws: true }]),
      ),
    },
  });
  await vite.listen();
  console.log(`Richtschnur, with hot reload: ${config.baseUrl.origin}`);
  return { ...started, close: async () => void (await Promise.all([vite.close(), started.close()])) };
});
const link = await app.identity.setupLink();
if (link !== null) console.log(`Set up your organisation with this link, which works once:\n${link}`);
