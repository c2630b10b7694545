# One image for every role; the command decides. Node runs the sources as they are: there is no build step.
FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./
# The bundled Node of package.json is for machines with an older one; here the image has the right one.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY bin bin
COPY config config
COPY src src
COPY workers workers
RUN mkdir /data compiled && chown node:node /data compiled
USER node
# Inside a container every address is the container's own; who may reach the port is said where it is published.
ENV SAMESTORY_DATA=/data SAMESTORY_WEB_HOST=0.0.0.0
# Memory. V8's young generation in MB a half: 2 instead of 4 is 10 to 13 MB less for no CPU that can be measured; on a
# large machine V8 takes up to 128 by itself. One arena for all threads: each keeps what it once used.
# What is 256 kB or larger, the tables of the indexes while they grow, goes back to the system as soon as it is free; a bound
# so low that pages are among it costs a fifth of the CPU.
ENV NODE_OPTIONS=--max-semi-space-size=2 MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=262144
# What types are stripped from and compiled once need not be at each start: 40 MB of memory less, for the program and for
# each parsing thread. The demo runs everything but the command `run` and the adapters of many machines, and proves the image.
# A single file that is left out brings the whole program that strips types into memory.
ENV NODE_COMPILE_CACHE=/app/compiled
RUN node src/cli/main.ts demo
RUN node --import ./src/adapters/store-postgres.ts --import ./src/adapters/queue-bullmq.ts \
  --import ./src/adapters/bullmq/board.ts src/cli/main.ts run --help
VOLUME /data
EXPOSE 8700
CMD ["node", "src/cli/main.ts", "run"]
