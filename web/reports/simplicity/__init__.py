"""How simple the procedures are: days, steps, people, papers, returns, work done twice; before a change and after."""
