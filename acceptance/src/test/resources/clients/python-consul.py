"""Debian's python3-consul (a client nobody here wrote) against an agent on the loopback interface.

    python3 python-consul.py PORT

Ends with 0 and the line "all well", or with the first assertion that fails.
"""

import sys
import threading
import time

import consul

port = int(sys.argv[1])
client = consul.Consul(host="127.0.0.1", port=port)


def eventually(what, check):
    """Waits until a check holds, at most 30 s."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = check()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(what)


def put(path, **params):
    """For what this client still asks with GET, which agents of 1.x refuse."""
    return consul.Consul(host="127.0.0.1", port=port).http.put(consul.base.CB.bool(), path, params=params)


def keys():
    kv = client.kv
    assert kv.get("app/none")[1] is None
    assert kv.put("app/colour", "blue")
    index, entry = kv.get("app/colour")
    assert entry["Value"] == b"blue" and entry["Flags"] == 0, entry
    assert kv.put("app/colour", "green", cas=entry["ModifyIndex"])
    assert not kv.put("app/colour", "red", cas=entry["ModifyIndex"])
    assert kv.put("app/size", "7", flags=42)
    assert [e["Key"] for e in kv.get("app/", recurse=True)[1]] == ["app/colour", "app/size"]
    assert kv.get("app/", keys=True, separator="/")[1] == ["app/colour", "app/size"]
    assert kv.get("app/size")[1]["Flags"] == 42
    assert kv.put("app/bytes", bytes(range(256)))
    assert kv.get("app/bytes")[1]["Value"] == bytes(range(256))
    assert kv.delete("app/", recurse=True)
    assert kv.get("app/", recurse=True)[1] is None
    return index


def blocking_reads():
    kv = client.kv
    kv.put("watched", "1")
    index, _ = kv.get("watched")

    started = time.monotonic()
    same, entry = kv.get("watched", index=index, wait="200ms")
    assert time.monotonic() - started >= 0.19, "came back before its time"
    assert same == index and entry["Value"] == b"1"

    threading.Timer(0.3, lambda: consul.Consul(host="127.0.0.1", port=port).kv.put("watched", "2")).start()
    newer, entry = kv.get("watched", index=index, wait="30s")
    assert int(newer) > int(index) and entry["Value"] == b"2", (newer, entry)

    # a write beside it wakes nobody
    threading.Timer(0.1, lambda: consul.Consul(host="127.0.0.1", port=port).kv.put("beside", "x")).start()
    same, _ = kv.get("watched", index=newer, wait="500ms")
    assert same == newer


def sessions():
    session = client.session.create(name="a job", ttl=10, behavior="delete", lock_delay=0)
    assert session in [s["ID"] for s in client.session.list()[1]]
    info = client.session.info(session)[1]
    assert info["Name"] == "a job" and info["Behavior"] == "delete", info
    assert client.session.node(info["Node"])[1]
    assert client.session.renew(session)["ID"] == session
    assert client.kv.put("locks/job", "mine", acquire=session)
    other = client.session.create(lock_delay=0)
    assert not client.kv.put("locks/job", "theirs", acquire=other)
    assert client.kv.get("locks/job")[1]["Session"] == session
    assert client.session.destroy(session)
    assert client.kv.get("locks/job")[1] is None
    assert client.kv.put("locks/job", "theirs", acquire=other)
    assert client.kv.put("locks/job", "", release=other)
    assert client.session.destroy(other)


def services_and_health():
    agent = client.agent
    assert agent.service.register("web", service_id="web-1", address="127.0.0.1", port=8080, tags=["v1"],
                                  check=consul.Check.ttl("60s"))
    assert agent.services()["web-1"]["Port"] == 8080
    eventually("the service comes into the catalog", lambda: client.catalog.service("web")[1])
    assert client.health.service("web", passing=True)[1] == []
    index, _ = client.health.service("web")

    threading.Timer(0.3, lambda: put("/v1/agent/check/pass/service:web-1", note="fine")).start()
    deadline = time.monotonic() + 30
    while True:
        index, instances = client.health.service("web", passing=True, index=index, wait="10s")
        if instances:
            break
        assert time.monotonic() < deadline, "never passing"
    assert instances[0]["Service"]["ID"] == "web-1"
    assert {c["CheckID"] for c in instances[0]["Checks"]} == {"serfHealth", "service:web-1"}
    assert client.health.checks("web")[1][0]["Output"] == "fine"
    assert "service:web-1" in [c["CheckID"] for c in client.health.state("passing")[1]]
    assert [c for c in client.health.node(instances[0]["Node"]["Node"])[1] if c["ServiceID"] == "web-1"]

    assert agent.service.maintenance("web-1", "true", "upgrade")
    eventually("maintenance is seen", lambda: client.health.service("web", passing=True)[1] == [])
    assert agent.service.maintenance("web-1", "false")
    assert put("/v1/agent/service/deregister/web-1")
    eventually("the service leaves the catalog", lambda: client.catalog.service("web")[1] == [])

    assert agent.check.register("disk", consul.Check.ttl("60s"))
    assert put("/v1/agent/check/warn/disk")
    assert agent.checks()["disk"]["Status"] == "warning"
    assert put("/v1/agent/check/deregister/disk")
    assert agent.self()["Config"]["NodeName"] == agent.members()[0]["Name"]


def catalog_and_the_rest():
    assert client.catalog.register("db", "127.0.0.9", service={"Service": "postgres", "Port": 5432, "Tags": ["primary"]})
    assert client.catalog.service("postgres", tag="primary")[1][0]["ServicePort"] == 5432
    assert "postgres" in client.catalog.services()[1]
    assert client.catalog.node("db")[1]["Services"]["postgres"]["Port"] == 5432
    assert client.catalog.deregister("db")
    assert client.catalog.node("db")[1] is None
    assert client.catalog.datacenters() == ["dc1"]
    assert client.status.leader() in client.status.peers()
    event = client.event.fire("deploy", "1.2.3")
    assert event["Name"] == "deploy"
    eventually("the event is seen", lambda: [e for e in client.event.list("deploy")[1] if e["ID"] == event["ID"]])


for step in (keys, blocking_reads, sessions, services_and_health, catalog_and_the_rest):
    step()
    print(step.__name__)
print("all well")
