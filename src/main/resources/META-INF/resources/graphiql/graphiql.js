'use strict';

// what the steps of a story stand on before its first step was run: the demonstration records
const STORIES = [
  {
    title: 'Places and restaurants',
    file: '/graphiql/places-and-restaurants.graphql',
    variables: {p1: 'Place:1', p2: 'Place:2', r: 'Restaurant:1', r2: 'Restaurant:2', w: 'Waiter:1'},
  },
  {
    title: 'People and Adhars',
    file: '/graphiql/people-and-adhars.graphql',
    variables: {p1: 'Person:1', p2: 'Person:2', a1: 'Adhar:1'},
  },
  {
    title: 'Changes',
    file: '/graphiql/changes.graphql',
    variables: {after: null},
  },
  {
    title: 'Once',
    file: '/graphiql/once.graphql',
    variables: {},
    headers: {'Idempotency-Key': `once-${Date.now()}`},
  },
];

const fetchAnswer = GraphiQL.createFetcher({
  url: '/graphql',
  // what stands in the editor of headers is sent over the socket too
  subscriptionUrl: location.origin.replace(/^http/, 'ws') + '/graphql',
  fetch: window.fetch.bind(window),
  // one answer for each request: otherwise it would be an iterator of parts
  enableIncrementalDelivery: false,
});

/** Runs an operation, and keeps the ids of what it created in the variables that are named like its aliases. */
async function run(parameters, options) {
  const answer = await fetchAnswer(parameters, options);
  if (parameters.operationName !== 'IntrospectionQuery' && answer && answer.data) {
    keepIds(answer.data);
  }
  return answer;
}

/** GraphiQL may put its first variables there after this, so it looks again for a while. */
function keepIds(data, looks = 20) {
  const variables = readVariables();
  const known = Object.keys(data).filter(name => isOfSameType(variables[name], data[name] && data[name].id));
  if (known.some(name => variables[name] !== data[name].id)) {
    known.forEach(name => (variables[name] = data[name].id));
    variablesEditor().setValue(pretty(variables));
  }
  clearTimeout(looking);
  looking = setTimeout(() => looks > 0 && keepIds(data, looks - 1), 100);
}

let looking;

function variablesEditor() {
  return document.querySelector('.graphiql-editor-tool .CodeMirror').CodeMirror;
}

function readVariables() {
  try {
    return JSON.parse(variablesEditor().getValue());
  } catch (e) {
    return {}; // they are not there yet, or somebody is at them
  }
}

function isOfSameType(id, other) {
  return typeof id === 'string' && typeof other === 'string' && id.split(':')[0] === other.split(':')[0];
}

function pretty(variables) {
  return JSON.stringify(variables, null, 2);
}

async function tab(story) {
  const response = await fetch(story.file);
  return {
    id: story.title,
    hash: null,
    title: story.title,
    query: await response.text(),
    variables: pretty(story.variables),
    headers: story.headers ? pretty(story.headers) : null,
    operationName: null,
    response: null,
  };
}

/** The first time, opens the stories: as if somebody had left the page with them, as GraphiQL finds tabs by itself. */
async function openStories() {
  if (localStorage.getItem('graphiql:tabState')) {
    return;
  }
  const tabs = await Promise.all(STORIES.map(tab));
  localStorage.setItem('graphiql:tabState', JSON.stringify({activeTabIndex: 0, tabs}));
  localStorage.setItem('graphiql:query', tabs[0].query);
  localStorage.setItem('graphiql:variables', tabs[0].variables);
  localStorage.setItem('graphiql:editorFlex', '1.3');
}

/** Lines are wrapped, so that nobody has to scroll sideways to read a story. */
function wrapLines() {
  const editor = document.querySelector('.graphiql-query-editor .CodeMirror');
  if (editor) {
    editor.CodeMirror.setOption('lineWrapping', true);
  } else {
    requestAnimationFrame(wrapLines);
  }
}

/** What to say where anybody may do what should need a token. */
async function warning() {
  const response = await fetch('/graphiql/without-token.json');
  const roles = (await response.json()).roles;
  return roles.length === 0 ? null : `No token needed: everybody has the roles ${roles.join(' and ')}`;
}

async function show() {
  await openStories();
  const openDoors = await warning();
  const logo = React.createElement(
    'a',
    {className: 'relata-logo', href: '/graphql/schema.graphqls', title: 'The schema in SDL'},
    React.createElement('img', {src: '/graphiql/icon.svg', alt: ''}),
    'Relata',
  );
  const page = React.createElement(
    GraphiQL,
    {
      fetcher: run,
      defaultEditorToolsVisibility: 'variables',
      // a token is a secret: it stays in this tab unless somebody chooses otherwise
      shouldPersistHeaders: false,
    },
    React.createElement(
      GraphiQL.Logo,
      null,
      openDoors && React.createElement('span', {className: 'relata-warning', role: 'note'}, openDoors),
      logo,
    ),
  );
  ReactDOM.createRoot(document.getElementById('graphiql')).render(page);
  wrapLines();
}

show();
