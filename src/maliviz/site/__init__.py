"""From tables and notebooks to pages. In the order in which one reads it:

=============== ============================================================================
`inputs`        the files that a site is made of, read once
`markup`        HTML that a notebook made: read into a tree, judged there, and written
`figures`       a figure that a notebook shows, with its drawings
`outputs`       what a cell shows, and as what it is published
`notebooks`     notebooks, read strictly, and whether their stored outputs are of now
`lint`          what a notebook that can be read may not hold
`environment`   the one environment in which notebooks run
`refresh`       runs what is older than the cells, the tables or the code
`contents`      which pages there are: chapters, and the parts of their long lists
`model`         the site as a whole: where each claim stands, and what stands on it
`rendering`     templates, style and policy of every page
`links`         links led to their places, and names that become links
`proof`         cards for claims, and the field that finds them
`downloads`     tables, and the data and the citation of each figure
`chapters`      from a notebook to the HTML of a chapter
`pictures`      drawings that leave their page: SVG, PNG, the card of a link
`metadata`      what a page tells machines and paper; feed and list of pages
`pages`         the frame of each page, the one file, and pages that no notebook makes
`assemble`      all files of a site, which fit together
`folder`        puts a finished site in place
`build`         the order of the steps, and the one gate
=============== ============================================================================

Beside it stand `exporter`, by which nbconvert makes one page, `preview`, which shows the pages
while one works on them, and `new`, which begins a report.
"""
