import { COLLECTION_SETTINGS } from '../../services/collection/collection-settings';
import { settingsType } from '../graph/setting-fields';

export const CollectionSettingsType = settingsType('CollectionSettings', {
  description: 'Every setting that a collection runs with.',
  table: COLLECTION_SETTINGS,
  types: {},
});
export type CollectionSettingsType = InstanceType<typeof CollectionSettingsType>;
