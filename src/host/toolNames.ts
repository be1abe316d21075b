/** The manifest's tools for language models. */
export const toolNames = ["losslens_check_losses", "losslens_explain_loss", "losslens_evaluate_arrays"] as const;

export type ToolName = (typeof toolNames)[number];
