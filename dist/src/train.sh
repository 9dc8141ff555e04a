#!/bin/sh
# Runs the program once so that the JDK can write AOT caches (JEP 483, 514, 515): they hold loaded classes and the
# profiles of what ran. Without a cache the program only starts slower, so a failed training is a warning.
#   train.sh DISTRIBUTION
set -u
out=$1
lib=$out/lib

# --- nothing to do while jars and options are those of the last training -----------------------------------------------
key=$(cat "$lib"/*.jar "$lib"/*.options "$lib"/*.classpath "$0" "${0%/*}/AskDns.java" | cksum)
if [ -f "$lib/agent.aot" ] && [ -f "$lib/cli.aot" ] && [ "$(cat "$lib/trained" 2>/dev/null)" = "$key" ]; then
    exit 0
fi
rm -f "$lib/trained" "$lib/agent.aot" "$lib/cli.aot"

work=$(mktemp -d)
agent=
trap '[ -z "$agent" ] || kill -9 "$agent" 2>/dev/null; rm -rf "$work"' EXIT
unset CONSUL_HTTP_TOKEN CONSUL_HTTP_SSL CONSUL_HTTP_AUTH CONSUL_HTTP_TOKEN_FILE CONSUL_NAMESPACE CONSUL_JAVA_OPTS

warn() {
    echo "dist: no AOT cache for $1, the program will start slower: $2" >&2
    tail -n 5 "$work/log" >&2
}

# --- the agent: a durable server on ports that are free, answering requests until it is told to stop --------------------
start() {
    port=$1
    rm -rf "$work/data" "$lib/agent.aot"
    CONSUL_JAVA_OPTS="-XX:AOTCacheOutput=$lib/agent.aot" "$out/bin/consul" agent -server -bootstrap-expect=1 \
        -data-dir="$work/data" -bind=127.0.0.1 -node=trainee -disable-host-node-id -http-port="$port" -dns-port=$((port + 4)) \
        -server-port=$((port + 1)) -serf-lan-port=$((port + 2)) -serf-wan-port=$((port + 3)) >"$work/log" 2>&1 &
    agent=$!
    tries=0
    until "$out/bin/consul" kv put train/ready yes >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ $tries -gt 60 ] || ! kill -0 "$agent" 2>/dev/null; then
            kill -9 "$agent" 2>/dev/null
            return 1
        fi
        sleep 0.25
    done
}

for offset in 0 4000 8000; do
    port=$((20000 + ($$ + offset) % 12000))
    export CONSUL_HTTP_ADDR=127.0.0.1:$port
    start $port && break
    agent=
done
if [ -z "$agent" ]; then
    rm -f "$lib/agent.aot"
    warn "the agent and the command line" "the agent does not start"
    exit 0
fi
for command in "kv get train/ready" "kv get -recurse train" "kv delete train/ready" "members" "catalog services" "info"; do
    # shellcheck disable=SC2086
    "$out/bin/consul" $command >/dev/null 2>&1
done
# names too: the first question after a start should not wait for classes
"${JAVA_HOME:+$JAVA_HOME/bin/}java" "${0%/*}/AskDns.java" $((port + 4)) >>"$work/log" 2>&1 ||
    echo "dist: the agent is not trained to answer DNS" >&2

# --- the command line: the commands that scripts call most, all in one process -------------------------------------------
"$out/bin/consul" kv put train/ready yes >/dev/null 2>&1
training="-Dpraetor.training=kv put train/ready yes;kv get -recurse -detailed train;kv get -keys train;kv delete train/none"
training="$training;services register -name=trainee;services deregister -id=trainee;maint;event -name=train;watch -type=key -key=train/ready"
training="$training;members;catalog nodes;catalog services -tags;catalog datacenters;operator raft list-peers;info;version;kv;kv get -h"
# the launcher splits CONSUL_JAVA_OPTS at blanks, so what has blanks goes where the JVM itself looks
JDK_JAVA_OPTIONS="\"$training\"" CONSUL_JAVA_OPTS="-XX:AOTCacheOutput=$lib/cli.aot" "$out/bin/consul" kv get train/ready >>"$work/log" 2>&1
[ -f "$lib/cli.aot" ] || warn "the command line" "the JDK did not write it"

kill -TERM "$agent"
wait "$agent"
agent=
[ -f "$lib/agent.aot" ] || warn "the agent" "the JDK did not write it"
[ ! -f "$lib/cli.aot" ] || [ ! -f "$lib/agent.aot" ] || echo "$key" >"$lib/trained"
