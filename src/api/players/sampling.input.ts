import { TEXTS } from '../../stored-text';

/** The name of a model, in the words of each input: rules of texts are not inherited. */
export const MODEL_NAME = { rule: TEXTS.name, description: 'Name of the model, as the endpoint calls it.' } as const;

/** The endpoint of a model. */
export const ENDPOINT = { description: 'The endpoint that serves the model.' } as const;
