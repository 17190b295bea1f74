/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  // no page shows foreign pictures: without the optimizer there is neither its endpoint nor its native code
  images: { unoptimized: true },
  outputFileTracingExcludes: { 'next-server': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  typedRoutes: false,
  // `npm run check` runs tsc over the whole project, tests included; a second run here would only make the demo slower
  typescript: { ignoreBuildErrors: true },
};

export default config;
