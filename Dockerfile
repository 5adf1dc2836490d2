# One image for API, worker and command line; docker-compose.yml says which of them a container runs.

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim AS console
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY web ./web
RUN npm ci --no-audit --no-fund
# The types of the console are made of the API's own document.
COPY domain ./domain
COPY vault ./vault
COPY temporal ./temporal
COPY workflows ./workflows
COPY activities ./activities
COPY background ./background
COPY models ./models
COPY workers ./workers
COPY api ./api
RUN npm run build:web --if-present && mkdir -p web/dist

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json package-lock.json tsconfig.json ./
COPY domain ./domain
COPY vault ./vault
COPY temporal ./temporal
COPY workflows ./workflows
COPY activities ./activities
COPY background ./background
COPY models ./models
COPY workers ./workers
COPY api ./api
COPY cli ./cli
COPY engines ./engines
COPY policies ./policies
COPY samples ./samples
COPY --from=console /app/web/dist ./web/dist
COPY script/redress ./script/redress
# Nobody may write here later.
RUN node engines/typescript/compile.cjs
# A new named volume takes owner and mode of the folder that it covers.
RUN install -d -o node -g node -m 0700 /var/lib/redress
USER node
ENV REDRESS_DATA=/var/lib/redress
VOLUME /var/lib/redress
EXPOSE 4780
CMD ["node", "--require", "./engines/typescript/register.cjs", "api/main.ts"]
