# A worker for NVIDIA GPUs (Linux x64): CUDA 12, cuDNN 9, and onnxruntime's CUDA libraries, which its package does not include.
#   docker build -f docker/gpu.Dockerfile -t turnwise-gpu .
#   docker run --gpus all -e DATABASE_URL=... -e DATABASE_JOBS_URL=... turnwise-gpu
# The machine needs NVIDIA's driver and container toolkit. On start the worker tests which providers work: see `workers` in the API.

FROM node:22-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --include=dev --omit=optional --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY worker ./worker
COPY migrations ./migrations
RUN npm run build

# The only package script that runs: it downloads the CUDA libraries. It needs no other environment variable.
FROM node:22-slim AS dependencies
WORKDIR /dependencies
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund
RUN ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node
RUN test -f node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so

FROM nvidia/cuda:12.8.1-cudnn-runtime-ubuntu24.04
ENV NODE_ENV=production
ENV TURNWISE_DATA_FOLDER=data
WORKDIR /app
COPY --from=dependencies /usr/local/bin/node /usr/local/bin/node
COPY package.json ./
COPY --from=dependencies /dependencies/node_modules ./node_modules
COPY --from=build /build/dist ./dist
RUN mkdir -m 1777 data
USER ubuntu
ENTRYPOINT ["node", "dist/src/cli/main.js"]
CMD ["worker"]
