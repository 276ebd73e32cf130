# Builds with Node 24, runs as the image's own unprivileged user.
FROM node:24-bookworm AS build
WORKDIR /app
# better-sqlite3 compiles where no prebuilt binary can be fetched; the full image has what that needs.
COPY package.json package-lock.json .npmrc ./
# The build runs once, below, when the sources are there.
RUN npm ci --ignore-scripts && npm rebuild better-sqlite3 msgpackr-extract
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY adapters ./adapters
COPY skills ./skills
COPY config ./config
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    COXSWAIN_HOME=/var/lib/coxswain
WORKDIR /app
RUN mkdir -p /var/lib/coxswain && chown node:node /var/lib/coxswain && chmod 700 /var/lib/coxswain
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
VOLUME /var/lib/coxswain
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1: it handles SIGTERM and SIGINT and starts no processes that it would have to reap.
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["start"]
