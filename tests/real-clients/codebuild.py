import time

from support import client, fails, same

codebuild = client("codebuild")

assert "greeting" in codebuild.list_projects()["projects"]
build = codebuild.start_build(projectName="greeting")["build"]
same((build["buildStatus"], build["initiator"]), ("IN_PROGRESS", "root"))
for _ in range(200):
    (build,) = codebuild.batch_get_builds(ids=[build["id"]])["builds"]
    if build["buildComplete"]:
        break
    time.sleep(0.1)
same(build["buildStatus"], "SUCCEEDED")
assert build["endTime"] >= build["startTime"]
same(codebuild.list_builds_for_project(projectName="greeting")["ids"][0], build["id"])
same(codebuild.list_builds()["ids"][0], build["id"])
same(codebuild.batch_get_projects(names=["greeting"])["projects"][0]["timeoutInMinutes"], 60)

build = codebuild.start_build(
    projectName="greeting", environmentVariablesOverride=[{"name": "LONG", "value": "600"}]
)["build"]
same(codebuild.stop_build(id=build["id"])["build"]["buildStatus"], "STOPPED")
fails("ResourceNotFoundException", codebuild.start_build, projectName="absent")
