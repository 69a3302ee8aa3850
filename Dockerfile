# Jenvoy in a container: build with Maven and a JDK, run on a Java runtime alone.
# How to use it: docs/how-to/docker.md and docs/how-to/openshift.md.

FROM maven:3.9-eclipse-temurin-25-noble AS build
WORKDIR /build
# The build files alone first: a change of the sources reuses the layer with all that Maven fetches.
COPY .mvn/ .mvn/
COPY pom.xml ./
COPY app/pom.xml app/
RUN mvn -B -q -Dquick -DskipTests package && rm -rf app/target
COPY app/src/main/ app/src/main/
# Offline: what the layer above did not fetch would be fetched again for every change.
RUN mvn -B -q -o -Dquick -DskipTests package

FROM eclipse-temurin:25-jre-noble AS run
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
COPY jenvoy config.json.sample LICENSE ./
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
    && chmod 0755 jenvoy \
    && chmod -R g=u backup data home \
    && chmod 1775 .

USER 10001:0
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=9s --start-period=30s --retries=3 \
    CMD ["curl", "-sS", "--fail-with-body", "--max-time", "8", "http://127.0.0.1:5000/healthz"]
ENTRYPOINT ["/usr/bin/tini", "--", "/opt/jenvoy/jenvoy"]
CMD ["serve"]
