/** What a problem says in English. Its place in the file comes before it. */
export const english = {
  variable: (name: string) => `environment variable ${name}`,
  nowhere: 'configuration',
  wholeFile: 'the file',
  right: (right: string) => right,
  wrong: (name: string, value: string, right: string) => `${name} is ${value}; it must be ${right}.`,
  wrongSecret: (name: string, right: string) => `${name} is set to something else; it must be ${right}.`,
  missing: (name: string, right: string) => `${name} is missing; it must be ${right}.`,
  wrongName: (section: string, name: string, right: string) =>
    `${section} has the name "${name}"; it must be ${right}.`,
  anotherName: 'another name',
  unknownKey: (key: string, section: string) =>
    `"${key}"${section === '' ? '' : ` in ${section}`} is not a known key;`,
  meant: (name: string) => `did you mean "${name}"?`,
  known: (keys: readonly string[]) => `known here: ${keys.join(', ')}.`,
  notYaml: (_code: string, message: string) => `this is not valid YAML: ${message}`,
  unreadableFile: (code: string) =>
    code === 'EISDIR'
      ? 'this is a folder; it must be a configuration file.'
      : code === 'ENOENT'
        ? 'this is a link to a file that does not exist; put the file there, or remove the link.'
        : `this file can't be read (${code}); give this user the right to read it.`,
  noFile: (named: string) =>
    `it names ${named}, which does not exist; it must be the path of a configuration file.`,
  clustersFromVariable: (path: string, file: string) =>
    `it sets ${path}, but only a file may name clusters; write environments: into ${file}.`,
  chatInSandbox: (name: string) =>
    `${name} is configured but no cluster is, so people there would steer a simulated world; name environments:, or write sandbox: true if that is meant.`,
  outsideSandbox: (name: string) =>
    `${name} is configured but no cluster is, and the sandbox uses its own, so this would not be used; name environments:, or remove it.`,
  freezeForm: (name: string) =>
    `freezes.${name} needs either from and until, or weekly; keep one of the two forms.`,
  freezeOrder: (name: string, from: string, until: string) =>
    `freezes.${name} goes from ${from} until ${until}, so it never holds; its end must come after its beginning.`,
  freezeWhere: (name: string, environment: string) =>
    `freezes.${name} names the environment "${environment}", which is not in environments;`,
  channelEnvironment: (channel: string, name: string) =>
    `${channel} names the environment "${name}", which does not exist;`,
  channelService: (channel: string, name: string) =>
    `${channel} names the service "${name}", which does not exist;`,
  channelServiceUnlisted: (channel: string, name: string) =>
    `${channel} names the service "${name}", which services: does not list; that is right when a Deployment in your clusters has the label app.kubernetes.io/name=${name}.`,
  channelSkill: (channel: string, name: string) =>
    `${channel} names the skill "${name}", which does not exist;`,
  homeIsNoFolder: (path: string) =>
    `the state folder leads to ${path}, which is no folder; name a folder in home: or COXSWAIN_HOME, or move that file away.`,
  kubeconfig: {
    absent: (named: string) =>
      `kubernetes.kubeconfig is ${named}, which does not exist; it must be the path of a kubeconfig file.`,
    unreadable: (named: string) =>
      `kubernetes.kubeconfig is ${named}, which cannot be read; it must be the path of a kubeconfig file.`,
    other: (named: string) =>
      `kubernetes.kubeconfig is ${named}, which is no kubeconfig; it must be the path of a kubeconfig file.`,
  },
  unknownContext: (context: string) => `the kubeconfig has no context "${context}";`,
  contexts: (names: readonly string[]) => `the kubeconfig has: ${names.join(', ') || 'none'}.`,
  clusterWithoutEnvironments:
    'kubernetes names a cluster but environments is missing; add environments: or remove it.',
  sandboxAndClusters: 'sandbox is true although environments names real clusters; keep one of the two.',
  noEnvironments: 'environments is empty; name at least one environment.',
  twoAccesses: 'kubernetes has both kubeconfig and inCluster; keep one of the two.',
  noAccess:
    'kubernetes.kubeconfig is missing; name the file, or set kubernetes.inCluster: true inside a cluster.',
  twoForms: (name: string) =>
    `environments.${name} has both targets and context or namespace; keep one of the two forms.`,
  noTarget: (name: string) =>
    `environments.${name} has no target; give context and namespace, or a list of targets.`,
  noNamespace: (name: string) => `environments.${name}.namespace is missing; name the Kubernetes namespace.`,
  noContext: (name: string) =>
    `environments.${name} names no context; give the name of a context in the kubeconfig.`,
  noRepository: (service: string) =>
    `${service} is deployed by GitHub but names no repository; add repository: owner/name to it.`,
  bounds: (service: string, min: number, max: number) =>
    `services.${service}.replicas.min is ${min}; it must be at most max, which is ${max}.`,
  sharedName: (entry: string, word: string, owner: string) =>
    `${entry} is also called "${word}", which already means ${owner}; give each its own names.`,
};

export type ProblemTexts = typeof english;
