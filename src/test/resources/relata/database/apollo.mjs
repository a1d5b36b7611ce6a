// Apollo Client as in docs/front-ends.md: HttpLink subscribes, and a mutation whose answer is lost is sent again with its key.
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { RetryLink } from '@apollo/client/link/retry';

let lost = 0;
const losesTheFirstAnswer = async (uri, options) => {
  const response = await fetch(uri, options);
  if (options.body.includes('mutation') && lost++ === 0) {
    throw new TypeError('The answer was lost');
  }
  return response;
};
const once = new SetContextLink(({ headers }) => ({ headers: { ...headers, 'Idempotency-Key': crypto.randomUUID() } }));
const client = new ApolloClient({
  link: ApolloLink.from([once, new RetryLink(), new HttpLink({ uri: process.argv[2], fetch: losesTheFirstAnswer })]),
  cache: new InMemoryCache(),
});

const { data } = await client.query({ query: gql`{ changesCursor }` });
const told = [];
client
  .subscribe({
    query: gql`subscription ($after: String!) { changes(after: $after) { node { label } } }`,
    variables: { after: data.changesCursor },
  })
  .subscribe({
    next: result => {
      if (result.error) {
        console.log('error', result.error.errors?.[0].extensions.code ?? result.error);
      } else {
        told.push(result.data.changes.node.label);
        console.log('told', told.join(', '));
      }
    },
    error: error => console.log('failed', error),
    complete: () => console.log('complete'),
  });
for (const name of ['Demon Dogs', 'Ace Hardware']) {
  const mutation = gql`mutation ($name: String!) { createPlace(input: { name: $name, address: "944" }) { id } }`;
  const created = await client.mutate({ mutation, variables: { name } });
  console.log('created', created.data.createPlace.id);
}
