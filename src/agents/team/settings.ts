import type { Configuration } from '../../config/configuration.ts';
import type { Inputs } from '../../config/inputs.ts';
import type { AgentSettings } from '../adapter/agent.ts';

/** What was set for one agent: by the input `models`, else by the configuration. */
export function settingsOf(
  name: string,
  models: Inputs['models'],
  configuration: Configuration,
): AgentSettings {
  const asked = models[name];
  const declared = configuration.agents[name];
  return {
    model: asked?.model ?? declared?.model ?? null,
    effort: asked?.effort ?? declared?.effort ?? null,
  };
}
