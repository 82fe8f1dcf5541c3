import { createEmulator } from '@licenses-usage/emulator';
import { defineConfig } from 'vite';

/** Builds the page; its preview answers as the service from the same origin. */
export default defineConfig(async ({ isPreview }) => {
  if (!isPreview) return {};
  const { url } = await createEmulator().listen();
  return { preview: { proxy: { '/v1': url } } };
});
