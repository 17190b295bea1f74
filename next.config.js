/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  // the standalone folder is what production ships: no sources of the practice cloud, no data, no tests in it
  outputFileTracingExcludes: { '/*': ['./practice/**', './.data/**', './e2e/**', './scripts/**', './dist/**', './**/*.test.ts'] },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  typedRoutes: false,
};

export default config;
