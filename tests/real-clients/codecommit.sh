# A repository that was pushed to, as CodeCommit shows it.
git init --quiet --initial-branch main work
in_work() { git -C work -c user.name=Ada -c user.email=ada@example.org -c commit.gpgsign=false "$@"; }
mkdir -p work/posts
printf '# One\n' >work/posts/one.md
printf 'readme\n' >work/README.md
in_work add . && in_work commit --quiet --message "First"
printf '# Two\n' >work/posts/two.md
printf 'changed\n' >work/README.md
in_work rm --quiet posts/one.md
in_work add . && in_work commit --quiet --message "Second"
expect "a push" '*' in_work push --quiet "$AWS_ENDPOINT_URL/v1/repos/site" main main:refs/heads/draft
first=$(in_work rev-parse HEAD~) second=$(in_work rev-parse HEAD)

expect "the repositories" '*site*' aws codecommit list-repositories --query 'repositories[].repositoryName' --output text
expect "a repository" 'site	A site	main	arn:aws:codecommit:us-east-1:000000000000:site' aws codecommit get-repository \
  --repository-name site --query 'repositoryMetadata.[repositoryName,repositoryDescription,defaultBranch,Arn]' --output text
expect "its branches" 'draft	main' aws codecommit list-branches --repository-name site --query branches --output text
expect "a branch" "$second" aws codecommit get-branch --repository-name site --branch-name main --query branch.commitId --output text
expect "a commit" "Second
	Ada	$first" aws codecommit get-commit --repository-name site --commit-id "$second" \
  --query 'commit.[message,author.name,parents[0]]' --output text

differences() { aws codecommit get-differences --repository-name site --after-commit-specifier "$@" --output text; }
changes='differences[].[changeType,beforeBlob.path,afterBlob.path]'
wanted='M	README.md	README.md
D	posts/one.md	None
A	None	posts/two.md'
expect "differences" "$wanted" differences main --before-commit-specifier "$first" --query "$changes"
expect "page by page" "$wanted" differences main --before-commit-specifier "$first" --page-size 1 --query "$changes"
expect "below a path" "A	None	posts/two.md" differences main --after-path posts --query "$changes"
expect "since the beginning" "README.md	posts/two.md" differences main --query 'differences[].afterBlob.path'

expect "a file" "changed" bash -c "'$AWS_CLI' --endpoint-url '$AWS_ENDPOINT_URL' codecommit get-file --repository-name site --file-path README.md --query fileContent --output text | base64 -d"
expect "as it was" "7" aws codecommit get-file --repository-name site --file-path README.md --commit-specifier "$first" --query fileSize --output text
expect "a folder" "two.md" aws codecommit get-folder --repository-name site --folder-path posts --query 'files[].relativePath' --output text
expect "the root" "README.md	posts" aws codecommit get-folder --repository-name site --folder-path / \
  --query '[files[0].relativePath,subFolders[0].relativePath]' --output text
expect "a clone" '*' git clone --quiet "$AWS_ENDPOINT_URL/v1/repos/site" cloned

expect_error "no such repository" "RepositoryDoesNotExistException" aws codecommit get-repository --repository-name absent
expect_error "no such branch" "BranchDoesNotExistException" aws codecommit get-branch --repository-name site --branch-name absent
expect_error "no such commit" "CommitIdDoesNotExistException" aws codecommit get-commit --repository-name site --commit-id "${first//[0-9]/0}"
expect_error "no such file" "FileDoesNotExistException" aws codecommit get-file --repository-name site --file-path absent
expect_error "what is not run is named" "UnknownOperationException" aws codecommit list-pull-requests --repository-name site
expect_python codecommit.py
