# Reply Tracking: one image for every role. Node runs the TypeScript as it is, so nothing is built.
FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY patches patches
COPY app/shared app/shared
# patch-package, which the install runs, is a dependency; what only tests need is left out.
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data NODE_COMPILE_CACHE=/app/.compiled
COPY --from=packages /app/node_modules node_modules
COPY package.json server.ts ./
COPY lib lib
COPY webhooks webhooks
COPY cards cards
COPY app app
COPY api api
# Compiled once here, so that no start has to: it halves a start's processor time.
RUN node --input-type=module --eval "await import('/app/server.ts'); process.exit()"
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.ts"]
