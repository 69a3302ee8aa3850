# Jenvoy in a container: build with Maven and a JDK, run on a Java runtime alone.
# How to use it: docs/how-to/docker.md and docs/how-to/openshift.md.

# The bases by digest: what is built tomorrow is built on the same. docs/how-to/docker.md says how to move on.
ARG BUILDER=maven:3.9-eclipse-temurin-25-noble@sha256:7e461cec477077c1d9e50b13df8aef9018764410f4c4cd7c34803f10c4c99e4c
ARG RUNTIME=eclipse-temurin:25-jre-noble@sha256:b573af9e331196fbc42e246da4df24df9b6c556c73e7efddfde0511f1c9508c5

FROM ${BUILDER} AS build
WORKDIR /build
# The build files alone first: a change of the sources reuses the layer with all that Maven fetches.
COPY .mvn/ .mvn/
COPY pom.xml ./
COPY app/pom.xml app/
RUN mvn -B -q -Dquick -DskipTests package && rm -rf app/target
COPY app/src/main/ app/src/main/
# Offline: what the layer above did not fetch would be fetched again for every change.
RUN mvn -B -q -o -Dquick -DskipTests package

FROM ${RUNTIME} AS base
# git, python3 and curl are for the hooks (curl for the health check too); tini is process 1
# and reaps what hooks leave behind. Commits of hooks need a name where the user has none.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates curl git python3 tini \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system user.name jenvoy \
    && git config --system user.email jenvoy@localhost

ENV LANG=C.UTF-8 \
    HOME=/opt/jenvoy/home
WORKDIR /opt/jenvoy
# Launcher and jar lie as in the repository; without a pom.xml the launcher never builds.
COPY jenvoy config.json.sample LICENSE docs/deploy/health.sh ./
COPY hooks/ hooks/
COPY trackers/ trackers/
COPY --from=build /build/app/target/jenvoy.jar app/target/jenvoy.jar
# An archive of classes beside the jar: half the processor time of a start. Without one it starts all the same.
RUN ./jenvoy rehearse || :
# OpenShift runs the image as a user id that has no name here, always in group 0: the group may write
# what is to be written, and root owns it, because a server trusts no folder of another user. The program,
# the hooks and the scripts of trackers stay root's; the sticky bit lets a first start make its config.json
# beside them and replace none of them.
RUN mkdir -p backup data home \
    && chown -R 0:0 . \
    && chmod -R go-w . \
    && chmod 0755 jenvoy health.sh \
    && chmod -R g=u backup data home \
    && chmod 1775 .

USER 10001:0
EXPOSE 5000
# Follows http_port, http_host and tls of the configuration.
HEALTHCHECK --interval=10s --timeout=9s --start-period=30s --retries=3 CMD ["/opt/jenvoy/health.sh"]
ENTRYPOINT ["/usr/bin/tini", "--", "/opt/jenvoy/jenvoy"]
CMD ["serve"]

# With what hooks often call besides: docker build --target tools.
FROM base AS tools
USER root
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        jq make openssh-client rsync unzip xz-utils zip \
    && rm -rf /var/lib/apt/lists/*
USER 10001:0

# What is built without --target.
FROM base AS run
