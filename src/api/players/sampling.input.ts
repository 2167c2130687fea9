import { TEXTS } from '../../stored-text';

/** Name of the model, defined by each input, because rules of texts are not inherited. */
export const MODEL_NAME = { rule: TEXTS.name, description: 'Name of the model at the endpoint.' } as const;

/** The endpoint of a model. */
export const ENDPOINT = { description: 'Endpoint that serves the model.' } as const;
