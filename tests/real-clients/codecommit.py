from support import client, fails, same

codecommit = client("codecommit")
site = {"repositoryName": "site"}

same(codecommit.get_repository(**site)["repositoryMetadata"]["defaultBranch"], "main")
assert "site" in [found["repositoryName"] for found in codecommit.list_repositories()["repositories"]]
same(sorted(codecommit.list_branches(**site)["branches"]), ["draft", "main"])
head = codecommit.get_branch(**site, branchName="main")["branch"]["commitId"]
commit = codecommit.get_commit(**site, commitId=head)["commit"]
same(commit["message"], "Second\n")

between = {"beforeCommitSpecifier": commit["parents"][0], "afterCommitSpecifier": head}
pages = codecommit.get_paginator("get_differences").paginate(**site, **between, PaginationConfig={"PageSize": 2})
same([found["changeType"] for page in pages for found in page["differences"]], ["M", "D", "A"])
same(codecommit.get_file(**site, filePath="posts/two.md")["fileContent"], b"# Two\n")
fails("RepositoryDoesNotExistException", codecommit.get_repository, repositoryName="absent")
fails("UnknownOperationException", codecommit.list_pull_requests, repositoryName="site")
