# The product as one Node process: no package manager's tree, no build tools, not root.
# docker build --platform linux/amd64 --build-arg BUILD=$(git rev-parse --short=12 HEAD) -t flrts .

FROM node:24-slim AS build
WORKDIR /src
ENV CI=1
COPY package.json package-lock.json ./
# of the development packages only those that build: a third of the whole; the lock file says which versions
RUN node -e "const it = require('./package.json'); const { devDependencies: all } = it; \
      it.devDependencies = Object.fromEntries(['@nestjs/cli', '@swc/cli', '@swc/core', 'esbuild', 'typescript'].map((name) => [name, all[name]])); \
      delete it.optionalDependencies; fs.writeFileSync('package.json', JSON.stringify(it))" && \
    npm install --no-audit --no-fund --ignore-scripts
COPY nest-cli.json tsconfig.json .swcrc ./
COPY apps apps
COPY libs libs
# which commit this is, for GET /health; last, so that a new one finds the layers above unchanged
ARG BUILD=unknown
RUN node apps/cli/bundle.ts --to /flrts --build "$BUILD"

FROM node:24-slim
# as apps/cli/thrift.ts and npm start have it; docs/decisions/0074-thrift.md
ENV NODE_ENV=production PORT=8000 HOST=0.0.0.0 DATA_DIR=/data MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=1048576
RUN mkdir /data && chown node:node /data
WORKDIR /flrts
COPY --from=build /flrts ./
USER node
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# node itself is process 1: SIGTERM reaches it, and it drains
CMD ["node", "--max-semi-space-size=8", "--initial-old-space-size=64", "--heap-growing-percent=30", "--disable-warning=DEP0040", "main.js"]
