/** @type {import('next').NextConfig} */
const config = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  // loaded on the first delivery to a vault alone; bundled they would weigh on every server start
  serverExternalPackages: ['@azure/identity', '@azure/keyvault-secrets'],
  poweredByHeader: false,
  // no page shows foreign pictures: without the optimizer there is neither its endpoint nor its native code
  images: { unoptimized: true },
  outputFileTracingExcludes: { 'next-server': ['node_modules/sharp/**', 'node_modules/@img/**'] },
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // proxy.ts leaves hashed assets alone, so that browsers may keep them; what they need of its headers comes from here
  headers: async () => [
    {
      source: '/_next/static/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
      ],
    },
  ],
  typedRoutes: false,
  // `npm run check` runs tsc over the whole project, tests included; a second run here would only make the demo slower
  typescript: { ignoreBuildErrors: true },
};

export default config;
