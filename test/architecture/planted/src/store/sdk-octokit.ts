import '@octokit/rest';
